import { preferences, savePreferences } from '../data';
import { area, language } from '../texts';
import { settings } from '../texts/ja/settings';
import { Choice, Switch } from '../ui/Choice';
import { Ruby } from '../ui/Ruby';

const t = area('settings', settings);

const SIZES = [100, 115, 130, 150, 200] as const;

/** How it looks, applied while one chooses. `few` shows only what matters on the first day. */
export function LookFields({ few = false }: { readonly few?: boolean }) {
  const like = preferences.value;
  return (
    <>
      <Choice
        legend={t('textSize')}
        layout="tight"
        options={SIZES.map((size) => ({ value: size, label: `${size}%` }))}
        value={like.text_size}
        onChoose={(text_size) => savePreferences({ text_size })}
      />
      <p>
        <Ruby text={t('sample')} />
      </p>
      <Choice
        legend={t('theme')}
        layout="row"
        options={[
          { value: 'system', label: t('system') },
          { value: 'light', label: t('light') },
          { value: 'dark', label: t('dark') },
        ]}
        value={like.theme}
        onChoose={(theme) => savePreferences({ theme: theme as typeof like.theme })}
      />
      {!few && (
        <>
          <Switch
            label={t('contrast')}
            on={like.contrast === 'more'}
            onChange={(on) => savePreferences({ contrast: on ? 'more' : 'normal' })}
          />
          {language.value === 'ja-x-easy' && (
            <Switch
              label={t('furigana')}
              on={like.furigana}
              onChange={(furigana) => savePreferences({ furigana })}
            />
          )}
          <Switch
            label={t('readable')}
            hint={t('readableHint')}
            on={like.readable_font}
            onChange={(readable_font) => savePreferences({ readable_font })}
          />
          <Switch
            label={t('quiet')}
            hint={t('quietHint')}
            on={like.quiet}
            onChange={(quiet) => savePreferences({ quiet })}
          />
        </>
      )}
      {!few && (
        <Choice
          legend={t('hand')}
          layout="row"
          options={[
            { value: 'right', label: t('right') },
            { value: 'left', label: t('left') },
          ]}
          value={like.hand}
          onChoose={(hand) => savePreferences({ hand: hand as typeof like.hand })}
        />
      )}
    </>
  );
}
