/** The sign of the product: a roof, a post, a floor to sit on, and the morning sun. */
export function Veranda() {
  return (
    <svg class="veranda" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <circle class="veranda-sun" cx="43" cy="30" r="9" />
      <path class="veranda-wood" d="M6 20 32 9l26 11M14 21v31M4 44h56M4 52h56" />
    </svg>
  );
}
