"use client";

/** Shown when the layout failed, so it needs no styles and no scripts. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body
        style={{
          fontFamily: "system-ui, sans-serif",
          padding: "15vh 24px",
          maxWidth: 480,
          margin: "0 auto",
        }}
      >
        <title>pfn</title>
        <h1>pfn could not show this page</h1>
        <p>
          Your ledger was not changed. Try again. If it keeps happening, look for the reason in the
          server’s log.
        </p>
        <p>
          <a href="/">Go to the overview</a>
        </p>
      </body>
    </html>
  );
}
