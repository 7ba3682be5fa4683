import { createTheme, type CSSVariablesResolver } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif", fontWeight: '600' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // What explains an input stands below it, so that inputs of a row are level.
  components: { InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } } },
  colors: {
    petrol: ['#e8f5fa', '#d3e8f1', '#a8d1e2', '#7cbad3', '#58a7c6', '#3f9abe', '#2585ab', '#0f6c8f', '#085a79', '#004861'],
    dark: ['#e7ebee', '#c4cdd3', '#9ba8b0', '#6f7d86', '#3a444a', '#2c353a', '#1b2226', '#14191c', '#0f1315', '#0a0d0f'],
  },
});

/** Mantine's own surfaces follow the palette of styles.css. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--page)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-placeholder': 'var(--ink-soft)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--critical)',
  };
  return { variables: {}, light: shared, dark: shared };
};
