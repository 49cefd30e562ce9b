import type { SiteLook } from '@appfactory/plan/kinds/landing/landing';
import { lines } from '../../emit.ts';

/** Whole numbers that are the same for the same name. */
function numbersOf(name: string): (below: number) => number {
  let state = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SOFT = 'fill="var(--primary-soft)"';
const FULL = 'fill="var(--primary)"';
const LINE = 'fill="none" stroke="var(--primary)" strokeWidth="1.5"';

/** Shapes on a ground of 400 by 400, by the tone of the page. */
const SHAPES: Record<SiteLook['tone'], (pick: (below: number) => number) => string[]> = {
  warm: (pick) => {
    const sun = 120 + pick(160);
    return [
      `<circle cx="${sun}" cy="${110 + pick(30)}" r="${48 + pick(20)}" ${FULL} />`,
      `<path d="M-20 ${260 - pick(30)} C 90 ${180 + pick(40)}, 190 ${300 - pick(30)}, 420 ${210 + pick(30)} V 420 H -20 Z" ${SOFT} />`,
      `<path d="M-20 ${330 - pick(30)} C 110 ${250 + pick(40)}, 250 ${380 - pick(40)}, 420 ${280 + pick(30)} V 420 H -20 Z" ${FULL} opacity="0.55" />`,
      `<path d="M-20 ${372 - pick(20)} C 130 ${330 + pick(20)}, 260 ${400 - pick(20)}, 420 ${350 + pick(20)} V 420 H -20 Z" ${FULL} />`,
    ];
  },
  elegant: (pick) => {
    const turn = 20 + pick(50);
    return [
      `<circle cx="200" cy="200" r="132" ${SOFT} />`,
      ...[0, 1, 2, 3, 4, 5].map(
        (step) =>
          `<ellipse cx="200" cy="200" rx="150" ry="${30 + step * 24}" transform="rotate(${turn} 200 200)" ${LINE} />`,
      ),
    ];
  },
  playful: (pick) => {
    const at = () => `${50 + pick(300)}`;
    return [
      `<path d="M70 210 C 40 110, 150 40, 230 84 C 330 60, 386 160, 330 232 C 350 330, 240 372, 178 322 C 100 350, 50 290, 70 210 Z" ${SOFT} transform="rotate(${pick(90)} 200 200)" />`,
      `<circle cx="${110 + pick(60)}" cy="${120 + pick(40)}" r="58" ${FULL} />`,
      `<rect x="${210 + pick(30)}" y="${190 + pick(30)}" width="104" height="104" rx="30" ${FULL} opacity="0.6" transform="rotate(${10 + pick(30)} 260 240)" />`,
      ...[0, 1, 2, 3, 4].map(() => `<circle cx="${at()}" cy="${at()}" r="${6 + pick(7)}" ${FULL} />`),
    ];
  },
  bold: (pick) => {
    const cut = 90 + pick(60);
    return [
      `<rect x="0" y="0" width="400" height="400" ${SOFT} />`,
      `<path d="M0 ${400 - cut} L ${400 - cut} 0 H 400 V ${cut} L ${cut} 400 H 0 Z" ${FULL} />`,
      `<circle cx="${290 + pick(30)}" cy="${290 + pick(30)}" r="54" ${FULL} />`,
      `<circle cx="${80 + pick(30)}" cy="${80 + pick(30)}" r="30" fill="none" stroke="var(--primary)" strokeWidth="14" />`,
    ];
  },
  plain: (pick) => {
    const full = [pick(16), pick(16), pick(16)];
    return Array.from({ length: 16 }, (_, at) => {
      const [x, y] = [(at % 4) * 100, Math.floor(at / 4) * 100];
      const fill = full.includes(at) ? FULL : pick(3) === 0 ? `${FULL} opacity="0.35"` : SOFT;
      const turn = pick(4);
      // A quarter of a circle, in one of four ways; now and then a whole one.
      return pick(5) === 0
        ? `<circle cx="${x + 50}" cy="${y + 50}" r="46" ${fill} />`
        : `<path d="M${x + 4} ${y + 4} h92 a92 92 0 0 1 -92 92 Z" transform="rotate(${turn * 90} ${x + 50} ${y + 50})" ${fill} />`;
    });
  },
};

/** src/features/site/art.tsx: a picture for the first words, in the colours and the tone of the page. It says nothing. */
export function artFile(brand: string, { tone }: SiteLook): string {
  return lines(
    '/** A picture of shapes in the colours of the page; nobody has to see it. */',
    'export function SiteArt() {',
    'return (',
    '<svg viewBox="0 0 400 400" preserveAspectRatio="xMidYMid slice" aria-hidden="true" className="site-art aspect-[4/3] w-full rounded-xl bg-muted lg:aspect-square">',
    ...SHAPES[tone](numbersOf(brand)),
    '</svg>',
    ');',
    '}',
    '',
  );
}
