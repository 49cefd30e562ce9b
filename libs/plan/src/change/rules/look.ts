import { COLOURS } from '../../discovery/colours.ts';
import { cleanName } from '../../discovery/look.ts';
import { Refusal, type Rule } from '../change.ts';
import { bare } from '../names.ts';
import { match } from './said.ts';

const PARTS = '(?:accent|main|primary|brand|theme|highlight)?\\s*(?:colou?rs?|theme|accent)';

function colourOf(phrase: string): string | undefined {
  const said = bare(phrase).toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(said)) return said;
  return COLOURS.get(said.replace(/[\s-]+/g, ''));
}

const colour: Rule = {
  example: 'make the accent colour dark green',
  read({ text, app }) {
    const said = match(
      text,
      new RegExp(
        `^(?:change|set|make|switch)\\s+(?:the\\s+)?(?:app's\\s+)?${PARTS}(?:\\s+of\\s+the\\s+app)?\\s+(?:to\\s+|be\\s+)?(?<sure>.+)$`,
        'i',
      ),
      new RegExp(`^use\\s+(?<sure>.+?)\\s+(?:as|for)\\s+(?:the\\s+|an?\\s+)?${PARTS}$`, 'i'),
      /^(?:make|turn)\s+(?:it|the app|everything|the (?:whole )?(?:site|theme|buttons?))\s+(?<maybe>.+)$/i,
      /^(?:ändere|setze|stelle)\s+die\s+(?:akzent|haupt)?farbe\s+(?:der app\s+)?(?:auf|in|zu)\s+(?<sure>.+?)(?:\s+um)?$/i,
      /^(?:mache?|färbe)\s+(?:es|die app|alles|die\s+(?:akzent|haupt)?farbe)\s+(?<maybe>.+)$/i,
    );
    if (!said) return undefined;
    const accent = colourOf(said.sure ?? said.maybe ?? '');
    if (accent === undefined) {
      if (said.sure === undefined) return undefined;
      throw new Refusal(`“${bare(said.sure)}” is no colour that I know: say it by name, or like #0f766e.`);
    }
    if (app.accent?.toLowerCase() === accent) throw new Refusal('It is so already.');
    return { ...app, accent };
  },
};

const title: Rule = {
  example: 'call the app “Ledgerly”',
  read({ text, app }) {
    const said = match(
      text,
      /^(?:rename|call|name)\s+(?:the\s+|this\s+)?(?:app|application|site)\s+(?:to\s+|as\s+)?(?<to>.+)$/i,
      /^(?:change|set)\s+the\s+(?:title|name)\s+(?:of\s+the\s+(?:app|site)\s+)?to\s+(?<to>.+)$/i,
      /^the\s+app\s+(?:should|is to)\s+be\s+called\s+(?<to>.+)$/i,
      /^(?:nenne|benenne)\s+die\s+(?:app|anwendung)\s+(?:in\s+)?(?<to>.+?)(?:\s+um)?$/i,
      /^die\s+(?:app|anwendung)\s+soll\s+(?<to>.+?)\s+heißen$/i,
    );
    if (!said) return undefined;
    const to = cleanName(bare(said.to ?? ''));
    if (to === undefined) throw new Refusal('The name of an app has 2 to 60 letters, digits and few signs.');
    if (to === app.title) throw new Refusal('It is called so already.');
    return { ...app, title: to };
  },
};

const TONE =
  '(?:playful|friendl(?:y|ier)|formal|casual|serious|warm(?:er)?|cheerful|fun|professional|modern|elegant|minimal(?:ist)?|fancy|calm(?:er)?|bold(?:er)?)';

/** Meant, and not there yet: said so rather than that it is not understood. */
const tone: Rule = {
  example: 'make it blue',
  read({ text }) {
    const said = match(
      text,
      new RegExp(`^(?:make|keep|give)\\s+.*\\b${TONE}(?:\\s+(?:look|tone|feel|style|voice))?$`, 'i'),
      /^(?:use|change|set)\s+(?:an?\s+|the\s+)?.*\b(?:tone|voice|font|typeface|style)\b.*$/i,
    );
    if (said) throw new Refusal('Tone and type cannot be set in this version; the accent colour and the name can be.');
    return undefined;
  },
};

export const LOOK_RULES: Rule[] = [title, colour, tone];
