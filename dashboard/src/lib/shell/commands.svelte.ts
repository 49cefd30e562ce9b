import type { Component } from 'svelte';

export interface Command {
  id: string;
  label: string;
  /** Other words that people look for it by. */
  keywords?: string[];
  icon: Component<{ class?: string }>;
  run: () => void;
}

/** What can be done from here by the palette: what the page that is open adds to the shell's own. */
class Commands {
  isOpen = $state(false);
  ofPage = $state.raw<readonly Command[]>([]);

  /** To be called in an effect: the page's commands, as long as it is open. */
  offer(commands: readonly Command[]): () => void {
    this.ofPage = commands;
    return () => {
      this.ofPage = [];
    };
  }
}

export const commands = new Commands();
