import type { Language } from '../api/types';
import { saveMe, savePreferences } from '../data';
import { me } from '../data/person';
import { area, deviceLanguage, keepLanguage, showLanguage } from '../texts';
import { join } from '../texts/ja/join';
import { Choice, type Option } from '../ui/Choice';

const t = area('join', join);

const LANGUAGES: readonly Option<Language>[] = [
  { value: 'ja', label: '日本語' },
  { value: 'ja-x-easy', label: 'やさしい{日本語|にほんご}' },
  { value: 'en', label: 'English' },
];

/**
 * Changes the language at once, and only after it is kept: what is on screen survives a reload in the same moment.
 * Easy Japanese brings its furigana; they can be switched off in the settings.
 */
export async function chooseLanguage(chosen: Language): Promise<void> {
  keepLanguage(chosen);
  const preferences = { furigana: chosen === 'ja-x-easy' };
  if (me.peek()) await saveMe({ language: chosen, preferences });
  else await savePreferences(preferences);
  await showLanguage(chosen);
}

/** Each language in its own words, so that everybody finds theirs. */
export function LanguageChoice() {
  return (
    <Choice
      legend={t('language')}
      options={LANGUAGES}
      value={me.value?.language ?? deviceLanguage.value}
      onChoose={chooseLanguage}
    />
  );
}
