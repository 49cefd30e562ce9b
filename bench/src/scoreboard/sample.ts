/** The six prompts that stand for all sixty: of each size the fifth and the fifteenth, whatever they are (docs/scoreboard.md). */
export const SAMPLE = ['vague-05', 'vague-15', 'ordinary-05', 'ordinary-15', 'long-05', 'long-15'];
