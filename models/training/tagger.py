"""The network: MiniLM-L6 with eight case types in place of its two token types, and one linear layer a head."""

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F
from transformers import BertConfig, BertModel

from labels import ENTITY_LABELS, ROLE_LABELS
from pretrained import DIRECTORY
from windows import IGNORE

CASE_TYPES = 8
MISC_IDS = [0, ENTITY_LABELS.index("B-MISC"), ENTITY_LABELS.index("I-MISC")]


class Tagger(nn.Module):
    def __init__(self, config: BertConfig):
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.entity = nn.Linear(config.hidden_size, len(ENTITY_LABELS))
        self.role = nn.Linear(config.hidden_size, len(ROLE_LABELS))

    def hidden(self, ids, shapes, mask):
        """Hidden states of the last layer."""
        return self.bert(input_ids=ids, token_type_ids=shapes, attention_mask=mask).last_hidden_state

    def forward(self, ids, shapes, mask):
        hidden = self.dropout(self.hidden(ids, shapes, mask))
        return self.entity(hidden), self.role(hidden)


def from_minilm(directory):
    """The tagger on pretrained weights; every case type starts as the encoder's token type 0."""
    config = BertConfig.from_pretrained(directory)
    # Attention dropout costs a third of a CPU step and is left out; the hidden dropout regularizes enough here.
    config.attention_probs_dropout_prob = 0.0
    base = BertModel.from_pretrained(directory, config=config, add_pooling_layer=False)
    config.type_vocab_size = CASE_TYPES
    tagger = Tagger(config)
    state = base.state_dict()
    types = state["embeddings.token_type_embeddings.weight"]
    state["embeddings.token_type_embeddings.weight"] = types[0].repeat(CASE_TYPES, 1)
    tagger.bert.load_state_dict(state)
    for head in (tagger.entity, tagger.role):
        nn.init.normal_(head.weight, std=0.02)
        nn.init.zeros_(head.bias)
    return tagger


def start_from(path):
    """A tagger with the weights of a checkpoint or of a model directory (int8 multiplied out)."""
    tagger = from_minilm(DIRECTORY)
    if path.is_dir():
        stored = load_file(path / "model.safetensors")
        state = {}
        for name, tensor in stored.items():
            if not name.endswith(".scale"):
                scale = stored.get(name + ".scale")
                state[name] = tensor if scale is None else tensor.float() * scale.unsqueeze(1)
    else:
        state = torch.load(path, map_location="cpu", weights_only=True)
    tagger.load_state_dict(state)
    return tagger


def entity_loss(logits, gold, has_misc):
    """Summed cross entropy. Where a corpus does not mark MISC, a gold O means "O or MISC": their probabilities are added."""
    log_p = F.log_softmax(logits.float(), dim=-1)
    open_o = torch.logsumexp(log_p[..., MISC_IDS], dim=-1)
    known = gold != IGNORE
    picked = log_p.gather(-1, gold.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    picked = torch.where((gold == 0) & ~has_misc.unsqueeze(-1), open_o, picked)
    return -(picked * known).sum(), known.sum()


def role_loss(logits, gold):
    loss = F.cross_entropy(logits.float().view(-1, logits.shape[-1]), gold.view(-1), ignore_index=IGNORE, reduction="sum")
    return loss, (gold != IGNORE).sum()
