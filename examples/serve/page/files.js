// Files that are dropped or chosen, as text.

/** The text of a file: as a byte-order mark says, or else UTF-8, or else what the head of a page
 * declares. Anything else would come out as wrong letters, and fails. */
export const textOf = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = (label) => new TextDecoder(label, { fatal: true }).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return read("utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return read("utf-16be");
  try {
    return read("utf-8");
  } catch (error) {
    const head = new TextDecoder("latin1").decode(bytes.subarray(0, 8192));
    const declared = /<meta[^>]*charset\s*=\s*["']?([\w-]+)/i.exec(head);
    if (!declared) throw error;
    return read(declared[1]);
  }
};

/** Takes the files that are dropped anywhere while `panel` is shown. `target` says which element
 * they are for, by the one under the pointer; `take` gets them and that element. */
export const onDrop = (panel, target, take) => {
  const holdsFiles = (event) => !panel.hidden && event.dataTransfer?.types.includes("Files");
  const clear = () => panel.querySelectorAll(".over").forEach((e) => e.classList.remove("over"));
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    clear();
    target(event.target).classList.add("over");
  });
  for (const gone of ["dragleave", "dragend", "drop"]) document.addEventListener(gone, clear);
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files], target(event.target));
  });
};
