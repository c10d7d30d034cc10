"""Tiny Hugging Face taggers with random weights, and what PyTorch computes with them: python make.py

Each folder that it writes beside itself is a model directory as `save_pretrained` writes it, with `cases.json` (texts, piece ids, the likeliest
label of each piece) and `reference.safetensors` (hidden states and logits of each text) added. Needs torch 2.4.0, transformers 4.49.0,
tokenizers 0.21.1 and safetensors 0.5.3; the texts are made up.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForTokenClassification,
    DistilBertConfig,
    DistilBertForTokenClassification,
    RobertaConfig,
    RobertaForTokenClassification,
    XLMRobertaConfig,
    XLMRobertaForTokenClassification,
)

HERE = Path(__file__).parent
TEXTS = [
    "Ana Kovic met the board of Port Alder on Monday.",
    "“The bridge stays shut,” said Zoë Brandt 😀 of the E.U.!",
    "x",
    "Reyl counted 1,204 votes; Danso, who keeps the minutes, counted fewer than half of them, and nobody in Port Alder asked why.",
]
CONLL = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"]
ONTONOTES = ["O", "B-PERSON", "I-PERSON", "B-GPE", "I-GPE", "B-ORG", "I-ORG", "B-DATE", "I-DATE", "B-NORP", "I-NORP"]
BIOES = ["O"] + [f"{p}-{kind}" for kind in ("per", "loc", "org") for p in "BIES"]
IO = ["PER", "LOC", "ORG", "O"]
SIZES = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48)


def word_piece(lower):
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lower)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(TEXTS, trainers.WordPieceTrainer(vocab_size=160, special_tokens=special, show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(t, tokenizer.token_to_id(t)) for t in ("[CLS]", "[SEP]")]
    )
    return tokenizer


def byte_pairs():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=340, special_tokens=special, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    return tokenizer


def unigrams():
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer = trainers.UnigramTrainer(vocab_size=120, special_tokens=special, unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return tokenizer


def names(labels):
    return dict(id2label=dict(enumerate(labels)), label2id={label: i for i, label in enumerate(labels)})


def write(folder, model, tokenizer, labels, half=False):
    out = HERE / folder
    model.eval()
    # Larger than a trained network's, so that no layer is without effect on the result.
    for name, parameter in model.named_parameters():
        torch.nn.init.normal_(parameter, std=0.15)
        if "norm.weight" in name.lower():
            parameter.data += 1.0
    if half:
        model.half().save_pretrained(out)
        model.float()
    else:
        model.save_pretrained(out)
    cases, tensors = [], {}
    for k, text in enumerate(TEXTS):
        ids = tokenizer.encode(text).ids
        with torch.no_grad():
            found = model(input_ids=torch.tensor([ids]), output_hidden_states=True)
        tensors[f"hidden.{k}"] = found.hidden_states[-1][0].contiguous()
        tensors[f"logits.{k}"] = found.logits[0].contiguous()
        cases.append({"text": text, "ids": ids, "labels": [labels[i] for i in found.logits[0].argmax(-1).tolist()]})
    save_file(tensors, out / "reference.safetensors")
    (out / "cases.json").write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return out


def main():
    torch.manual_seed(7)
    eager = dict(attn_implementation="eager")

    tokenizer = word_piece(lower=True)
    size = tokenizer.get_vocab_size()
    config = BertConfig(vocab_size=size, max_position_embeddings=128, **SIZES, **names(CONLL), **eager)
    tokenizer.save(str(write("bert", BertForTokenClassification(config), tokenizer, CONLL) / "tokenizer.json"))

    # A vocabulary of whole words and letters in vocab.txt, 16-bit weights.
    tokenizer = word_piece(lower=False)
    size = tokenizer.get_vocab_size()
    config = BertConfig(vocab_size=size, max_position_embeddings=128, **SIZES, **names(BIOES), **eager)
    out = write("bert-vocabulary", BertForTokenClassification(config), tokenizer, BIOES, half=True)
    words = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    (out / "vocab.txt").write_text("".join(word + "\n" for word, _ in words), encoding="utf-8")
    (out / "tokenizer_config.json").write_text(json.dumps({"do_lower_case": False, "tokenizer_class": "BertTokenizer"}) + "\n")

    tokenizer = word_piece(lower=True)
    size = tokenizer.get_vocab_size()
    sizes = dict(dim=32, n_layers=2, n_heads=4, hidden_dim=48)
    config = DistilBertConfig(vocab_size=size, max_position_embeddings=128, **sizes, **names(IO), **eager)
    tokenizer.save(str(write("distilbert", DistilBertForTokenClassification(config), tokenizer, IO) / "tokenizer.json"))

    tokenizer = byte_pairs()
    size = tokenizer.get_vocab_size()
    config = RobertaConfig(vocab_size=size, max_position_embeddings=130, type_vocab_size=1, layer_norm_eps=1e-5, **SIZES, **names(ONTONOTES), **eager)
    tokenizer.save(str(write("roberta", RobertaForTokenClassification(config), tokenizer, ONTONOTES) / "tokenizer.json"))

    tokenizer = unigrams()
    size = tokenizer.get_vocab_size()
    config = XLMRobertaConfig(vocab_size=size, max_position_embeddings=130, type_vocab_size=1, layer_norm_eps=1e-5, **SIZES, **names(CONLL), **eager)
    tokenizer.save(str(write("xlm-roberta", XLMRobertaForTokenClassification(config), tokenizer, CONLL) / "tokenizer.json"))


if __name__ == "__main__":
    main()
