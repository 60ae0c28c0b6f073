/** A small switchboard: two rows of jacks, and a cord from one to another. */
export function ProductMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" fill="none" className={className}>
      <g fill="currentColor" opacity="0.38">
        <circle cx="10" cy="4" r="1.75" />
        <circle cx="16" cy="4" r="1.75" />
        <circle cx="4" cy="16" r="1.75" />
        <circle cx="10" cy="16" r="1.75" />
      </g>
      <path d="M4 4c0 7.5 12 4.5 12 12" stroke="currentColor" strokeWidth="1.75" />
      <circle cx="4" cy="4" r="2.5" fill="currentColor" />
      <circle cx="16" cy="16" r="2.5" fill="currentColor" />
    </svg>
  );
}
