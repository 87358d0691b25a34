"""A picture of a page -> the contrast of each piece of text on it, measured in its pixels (WCAG 2.2, 1.4.3)."""

from base64 import b64encode
from dataclasses import dataclass

from playwright.sync_api import Page

_RECTS = """
() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim()) continue;
    const style = getComputedStyle(node.parentElement);
    if (style.visibility !== 'visible' || Number(style.opacity) === 0) continue;
    let hidden = false;  // kept for screen readers alone
    for (let e = node.parentElement; e; e = e.parentElement) hidden ||= getComputedStyle(e).clipPath !== 'none';
    if (hidden) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const holder = node.parentElement.closest('.scroll')?.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      if (box.width < 4 || box.height < 6 || box.left < 0 || box.right > innerWidth + 1) continue;
      if (holder && (box.left < holder.left || box.right > holder.right)) continue;  // to be scrolled to
      found.push({x: box.left + scrollX, y: box.top + scrollY, w: box.width, h: box.height, text: node.data.trim().slice(0, 60)});
      break;
    }
  }
  return found;
}
"""

_MEASURE = """
async ([picture, rects, scale]) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + picture;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  pen.drawImage(image, 0, 0);
  const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  return rects.map((rect) => {
    const [x, y] = [Math.floor(rect.x * scale), Math.floor(rect.y * scale)];
    const [w, h] = [Math.min(Math.ceil(rect.w * scale), image.width - x), Math.min(Math.ceil(rect.h * scale), image.height - y)];
    if (w < 2 || h < 2) return {...rect, ratio: 99};
    const {data} = pen.getImageData(x, y, w, h);
    const count = new Map();
    for (let i = 0; i < data.length; i += 4) {
      const key = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
      count.set(key, (count.get(key) ?? 0) + 1);
    }
    const colour = (key) => [key >> 16, (key >> 8) & 255, key & 255];
    const ground = [...count.entries()].sort((a, b) => b[1] - a[1])[0][0];
    const base = light(colour(ground));
    const inks = [...count.entries()].map(([key, n]) => {
      const other = light(colour(key));
      return [(Math.max(base, other) + 0.05) / (Math.min(base, other) + 0.05), n];
    }).sort((a, b) => b[0] - a[0]);
    // The ink is the strongest colour that covers a few pixels: edges are softened, strokes are not.
    let seen = 0, ratio = 1;
    for (const [each, n] of inks) { seen += n; ratio = each; if (seen >= 6) break; }
    return {...rect, ratio, ground: colour(ground).join(',')};
  });
}
"""


@dataclass(frozen=True)
class Measured:
    """A piece of text and its contrast."""

    text: str
    ratio: float
    ground: str


def measure(page: Page, desk: Page, *, scale: float) -> list[Measured]:
    """Take a picture of all of a page, and read it on another one (`desk`)."""
    rects = page.evaluate(_RECTS)
    picture = b64encode(page.screenshot(full_page=True, animations="disabled")).decode()
    found = desk.evaluate(_MEASURE, [picture, rects, scale])
    return [Measured(text=one["text"], ratio=one["ratio"], ground=one.get("ground", "")) for one in found]
