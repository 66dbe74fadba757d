// The same colours as tokens.css for Ant Design, which must work with them in code.
import { type ThemeConfig, theme } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SettingsView } from '../ipc';

const font = `"Noto Sans CJK SC","Source Han Sans SC","Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif`;

const light = {
  colorPrimary: '#164a8a',
  colorLink: '#164a8a',
  colorError: '#a62b1f',
  colorWarning: '#80520a',
  colorSuccess: '#1f6642',
  colorInfo: '#164a8a',
  colorBgBase: '#fffefb',
  colorBgLayout: '#f4f2ec',
  colorTextBase: '#1d232b',
  colorTextSecondary: '#4a525c',
  colorTextTertiary: '#646b74',
  colorTextPlaceholder: '#6b727b',
  colorTextDescription: '#5a616a',
  colorTextDisabled: '#6b727b',
  colorBorder: '#b9b3a4',
  colorBorderSecondary: '#dedacf',
};

const dark = {
  colorPrimary: '#8fb8ee',
  colorLink: '#8fb8ee',
  colorError: '#f29a8d',
  colorWarning: '#e5bd6b',
  colorSuccess: '#8ecba6',
  colorInfo: '#8fb8ee',
  colorBgBase: '#1d2126',
  colorBgContainer: '#1d2126',
  colorBgElevated: '#262b32',
  colorBgLayout: '#15181c',
  colorTextBase: '#e8e6e0',
  colorTextSecondary: '#bfc3c8',
  colorTextTertiary: '#9aa1aa',
  colorTextPlaceholder: '#9aa1aa',
  colorTextDescription: '#aab0b8',
  colorTextDisabled: '#9aa1aa',
  colorTextLightSolid: '#0e1b2c',
  colorBorder: '#59616c',
  colorBorderSecondary: '#343a42',
};

export function themeConfig(isDark: boolean, still: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...(isDark ? dark : light),
      fontFamily: font,
      fontSize: 14,
      borderRadius: 4,
      controlHeight: 34,
      motion: !still,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Modal: { titleFontSize: 16 },
    },
  };
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Whether the page is to be dark, and still; writes the choice on the root for tokens.css. */
export function useAppearance(choice: SettingsView['theme']): { dark: boolean; still: boolean } {
  const system = useMedia('(prefers-color-scheme: dark)');
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const isDark = choice === 'dark' || (choice === 'system' && system);
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return { dark: isDark, still };
}

/** True while the window is at most `width` CSS pixels wide (also after zooming in). */
export function useNarrow(width: number): boolean {
  const [query] = useState(`(max-width: ${width}px)`);
  return useMedia(query);
}
