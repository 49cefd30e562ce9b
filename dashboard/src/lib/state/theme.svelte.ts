export type Theme = 'system' | 'light' | 'dark';

/** Chosen on this browser; static/theme.js applies it before the first paint. */
class ThemeChoice {
  #chosen = $state<Theme>(stored());

  get chosen(): Theme {
    return this.#chosen;
  }

  set chosen(theme: Theme) {
    this.#chosen = theme;
    try {
      if (theme === 'system') localStorage.removeItem('theme');
      else localStorage.setItem('theme', theme);
    } catch {
      // Storage is closed to this page: the choice lasts as long as the page.
    }
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    document.documentElement.classList.toggle('dark', (theme === 'system' ? system : theme) === 'dark');
  }
}

function stored(): Theme {
  try {
    const theme = localStorage.getItem('theme');
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  } catch {
    return 'system';
  }
}

export const theme = new ThemeChoice();
