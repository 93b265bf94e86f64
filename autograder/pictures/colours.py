"""The colours of pictures and cards, light and dark, and the style sheet that names them.

Blue and orange are told apart with every common kind of colour blindness; still no colour stands alone, each
goes with a mark, a sign or a word.
"""

from __future__ import annotations

from pathlib import Path

# name: (light, dark). tests/test_pictures.py measures the contrast of everything that is read.
PALETTE = {
    "back": ("#ffffff", "#14181d"),
    "fore": ("#1f2328", "#e6edf3"),
    "soft": ("#57606a", "#a3adb8"),
    "line": ("#d0d7de", "#3d4650"),
    "panel": ("#f6f8fa", "#1d232a"),
    "good": ("#0b5cad", "#7cc0ff"),
    "bad": ("#ad3a00", "#ff9d57"),
}
# JupyterLab's own, so that a card sits in the page's theme.
THEMED = {"back": "--jp-layout-color0", "fore": "--jp-content-font-color1"}
DEEPEST = 0.4  # the strongest tint behind a number: the number stays readable on it

PICTURES = Path(__file__).with_name("pictures.css").read_text(encoding="utf-8")


def _variables(dark: bool) -> str:
    pairs = []
    for name, colours in PALETTE.items():
        own = colours[dark]
        pairs.append(f"--dlfs-{name}:{f'var({THEMED[name]},{own})' if name in THEMED else own}")
    return ";".join(pairs)


def _style() -> str:
    """Light, dark where the system is, and what JupyterLab or VS Code says above both."""
    light, dark = _variables(dark=False), _variables(dark=True)
    lines = [
        f".dlfs{{{light};color-scheme:light;color:var(--dlfs-fore);background:var(--dlfs-back)}}",
        f"@media(prefers-color-scheme:dark){{.dlfs{{{dark};color-scheme:dark}}}}",
        f'[data-jp-theme-light="true"] .dlfs,.vscode-light .dlfs{{{light};color-scheme:light}}',
        f'[data-jp-theme-light="false"] .dlfs,.vscode-dark .dlfs{{{dark};color-scheme:dark}}',
    ]
    return "\n".join(lines) + PICTURES


STYLE = _style()
LIGHT = (
    f".dlfs{{{_variables(dark=False)};color:var(--dlfs-fore)}}{PICTURES}"  # for pages that are always light
)
