import { useState } from 'preact/hooks';
import { go } from '../router';
import { area } from '../texts';
import { join } from '../texts/ja/join';
import { Button } from '../ui/Button';
import { Field } from '../ui/Field';

const t = area('join', join);

/** The code of the printed card; capital letters, small letters, full-width letters and spaces are all the same. */
export function CodeField({ start = '' }: { readonly start?: string }) {
  const [code, setCode] = useState(start);
  const [problem, setProblem] = useState<string | null>(null);
  const open = () => {
    const tidy = code.normalize('NFKC').replace(/[\s‐‑–—ー−]/g, '');
    if (tidy) go(`/join/${encodeURIComponent(tidy)}`);
    else setProblem(t('codeEmpty'));
  };
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <Field
        latin
        label={t('code')}
        hint={t('codeHint')}
        placeholder="ABCDE-FGHJK"
        autocapitalize="characters"
        value={code}
        onInput={setCode}
        problem={problem}
      />
      <Button submit kind="primary" label={t('next')} />
    </form>
  );
}
