export interface Toast {
  id: number;
  tone: 'good' | 'bad';
  text: string;
}

/** What was a moment ago: long enough to be read, bad news longer. */
const TIMES = { good: 4_000, bad: 9_000 };
const MOST = 3;

class Toasts {
  list = $state<Toast[]>([]);
  #next = 0;

  good = (text: string) => this.#add('good', text);
  bad = (text: string) => this.#add('bad', text);

  remove(id: number) {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #add(tone: Toast['tone'], text: string) {
    const id = this.#next++;
    this.list = [...this.list, { id, tone, text }].slice(-MOST);
    setTimeout(() => this.remove(id), TIMES[tone]);
  }
}

export const toasts = new Toasts();
