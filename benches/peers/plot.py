"""A plot of quality against speed as SVG: standard library only, readable on light and dark ground."""
import math

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 48, 56
FONT, LINE = 13, 16

# Colours of their own for both grounds: an image in a README follows the reader's setting, not the page's.
STYLE = """
  svg { background: #ffffff; font-family: system-ui, sans-serif; font-size: 13px }
  text { fill: #24292f } .axis, .grid { stroke: #57606a } .grid { opacity: .25 } .dot { fill: #6e7781 }
  .ours { fill: #0969da } text.ours { font-weight: 600 } .lead { stroke: #57606a; opacity: .6 }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117 } text { fill: #e6edf3 } .axis, .grid, .lead { stroke: #9198a1 } .dot { fill: #9198a1 }
    .ours { fill: #58a6ff }
  }
"""


def steps(low, high, step):
    """Round figures from below `low` to above `high`."""
    return [n * step for n in range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)]


def decades(low, high):
    """1, 2, 5, 10, … around low and high."""
    marks = [digit * 10**power for power in range(-2, 9) for digit in (1, 2, 5)]
    below, above = max(m for m in marks if m <= low), min(m for m in marks if m >= high)
    return [m for m in marks if below <= m <= above]


def boxes(x, y, width):
    """Places for a label of a dot, the best first: right, left, above, below, then further off."""
    for away in (0, 1, 2, 3, 4, 5):
        for turn in ((0,) if away == 0 else (-1, 1)):
            middle = y + turn * away * LINE * 0.75
            yield x + 10, middle
            yield x - 10 - width, middle


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def labels(dots):
    """Where each label goes: no label on another, on a dot or beyond the frame."""
    taken = [(x - 7, y - 7, x + 7, y + 7) for _, x, y in dots]
    placed = {}
    for name, x, y in sorted(dots, key=lambda dot: dot[1]):
        width = len(name) * FONT * 0.58
        for left, middle in boxes(x, y, width):
            box = (left, middle - LINE / 2, left + width, middle + LINE / 2)
            inside = LEFT < box[0] and box[2] < WIDTH - RIGHT / 2 and TOP / 2 < box[1] and box[3] < HEIGHT - BOTTOM
            if inside and not any(overlap(box, other) for other in taken):
                break
        taken.append(box)
        placed[name] = (left, middle, left + width)
    return placed


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def svg(points, title):
    """The plot of (name, pages a second, F1)."""
    xs = decades(min(p[1] for p in points) / 1.2, max(p[1] for p in points) * 1.2)
    ys = steps(min(p[2] for p in points) - 0.004, max(p[2] for p in points) + 0.004, 0.01)
    span = math.log(xs[-1] / xs[0])

    def across(value):
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log(value / xs[0]) / span

    def up(value):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - ys[0]) / (ys[-1] - ys[0])

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Word F1 against pages a second">']
    out.append(f"<style>{STYLE}</style>")
    out.append(f'<text x="{LEFT}" y="24">{escaped(title)}</text>')
    for x in xs:
        at = across(x)
        out.append(f'<line class="grid" x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{HEIGHT - BOTTOM}"/>')
        out.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{x:g}</text>')
    for y in ys:
        at = up(y)
        out.append(f'<line class="grid" x1="{LEFT}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}"/>')
        out.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{y:.2f}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    out.append(f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">pages a second on one thread (logarithmic)</text>')
    out.append(f'<text x="16" y="{HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 16 {HEIGHT / 2})">word F1</text>')
    dots = [(name, across(speed), up(quality)) for name, speed, quality in points]
    placed = labels(dots)
    for name, x, y in dots:
        left, at, right = placed[name]
        kind = "ours" if name == "tinsach" else "dot"
        if abs(at - y) > 1:
            edge = left - 2 if left > x else right + 2
            out.append(f'<line class="lead" x1="{x:.1f}" y1="{y:.1f}" x2="{edge:.1f}" y2="{at:.1f}"/>')
        out.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
        out.append(f'<text class="{kind if kind == "ours" else "name"}" x="{left:.1f}" y="{at + 4.5:.1f}">{escaped(name)}</text>')
    out.append("</svg>\n")
    return "\n".join(out)
