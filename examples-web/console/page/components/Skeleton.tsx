/** The same boxes as the page's HTML has before any script: nothing moves. */
export function Skeleton() {
  return (
    <div className="boot" aria-hidden="true">
      <div className="boot-side" />
      <div className="boot-main">
        <PageSkeleton />
      </div>
    </div>
  );
}

/** Those of the page within its frame. */
export function PageSkeleton() {
  return (
    <div className="boot-page" aria-hidden="true">
      <div className="boot-title" />
      <div className="boot-tabs" />
      <div className="boot-tools" />
      <div className="boot-rows" />
    </div>
  );
}
