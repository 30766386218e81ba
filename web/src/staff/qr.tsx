import type { Qr as QrShape } from './api';

/** A QR code: black on white in every theme. The empty modules that readers need are part of the square already. */
export function Qr({ qr, label }: { qr: QrShape; label: string }) {
  return (
    <svg
      class="st-qr"
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
