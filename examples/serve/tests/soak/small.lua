-- Small articles for wrk, one after the other: `wrk -s small.lua URL -- FOLDER COUNT`. FOLDER has
-- N.txt and the answer to it, N.json; an answer that is none of them is wrong.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

local function content(name)
  local file = assert(io.open(name, "rb"))
  local all = file:read("*a")
  file:close()
  return all
end

function init(arguments)
  right, wrong, busy, other = 0, 0, 0, 0
  articles, answers = {}, {}
  for number = 1, tonumber(arguments[2]) do
    local name = arguments[1] .. "/" .. number
    articles[number] = content(name .. ".txt")
    answers[content(name .. ".json")] = true
  end
  next_one = 0
end

function request()
  next_one = next_one % #articles + 1
  return wrk.format("POST", nil, { ["content-type"] = "text/plain" }, articles[next_one])
end

function response(status, headers, body)
  if status == 503 then
    busy = busy + 1
  elseif status ~= 200 then
    other = other + 1
  elseif answers[body] then
    right = right + 1
  else
    wrong = wrong + 1
  end
end

-- One line of JSON, the last of what wrk prints.
function done(summary, latency, requests)
  local sum = { right = 0, wrong = 0, busy = 0, other = 0 }
  for _, thread in ipairs(threads) do
    for name, value in pairs(sum) do
      sum[name] = value + thread:get(name)
    end
  end
  local errors = summary.errors
  print(string.format(
    '{"right": %d, "wrong": %d, "busy": %d, "other": %d, "broken": %d, "seconds": %.1f, "p50": %.3f, "p99": %.3f, "most": %.3f}',
    sum.right, sum.wrong, sum.busy, sum.other,
    errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(99) / 1e6, latency.max / 1e6
  ))
end
