import type { Metadata } from "next";
import { pfnServer } from "#server/slots.ts";
import { Prose } from "#ui/prose.tsx";
import { CallSection } from "./call-section";
import { Contents } from "./contents";
import { type Reference, readReference } from "./read-reference";
import styles from "./reference.module.css";
import { RefusalsSection, SchemasSection } from "./shared-parts";

export const metadata: Metadata = { title: "API" };

/** The document of a server never changes while it runs. */
const read = new WeakMap<object, Reference>();

function getReference(): Reference {
  const document = pfnServer().openApiDocument();
  const reference = read.get(document) ?? readReference(document);
  read.set(document, reference);
  return reference;
}

/**
 * The reference of REST, made of the OpenAPI document that this server serves; readable without
 * JavaScript.
 */
export default function ApiReferencePage() {
  const reference = getReference();
  return (
    <div className={styles["page"]}>
      <Contents reference={reference} />
      <div className={styles["reference"]}>
        <h1>API reference</h1>
        <p className={styles["needs"]}>
          For machines: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> (OpenAPI 3.1),{" "}
          <a href="/llms.txt">/llms.txt</a>
        </p>
        <Prose markdown={reference.introduction} />
        {reference.groups.map(({ name, description, calls }) => (
          <section key={name} id={name} aria-labelledby={`${name}-title`}>
            <h2 id={`${name}-title`}>{name}</h2>
            <p>{description}</p>
            {calls.map((call) => (
              <CallSection key={call.id} call={call} />
            ))}
          </section>
        ))}
        <RefusalsSection refusals={reference.refusals} />
        <SchemasSection schemas={reference.schemas} />
      </div>
    </div>
  );
}
