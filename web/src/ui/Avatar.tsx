import './css/avatar.css';

/** The first sign of a name on a soft colour; the name itself always stands beside it. */
export function Avatar({ name }: { readonly name: string }) {
  const first = [...name][0] ?? '';
  const tone = [...name].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0) % 3;
  return (
    <span class={`avatar avatar-${tone}`} aria-hidden="true">
      {first}
    </span>
  );
}
