import { useState } from 'preact/hooks';
import { Button } from '../ui/Button';
import { type StaffKey, T, w } from './words';

/** Copies a text and says so; where the clipboard is closed it says what to do instead. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: StaffKey }) {
  const [said, setSaid] = useState<StaffKey | null>(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('copied');
    } catch {
      setSaid('copyByHand');
    }
  }
  return (
    <div class="st-copy">
      <Button label={w(label)} onPress={copy} />
      <p class="st-hint" role="status">
        {said && <T k={said} />}
      </p>
    </div>
  );
}
