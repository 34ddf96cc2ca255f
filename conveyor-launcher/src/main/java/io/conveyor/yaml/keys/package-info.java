/**
 * The keys of pipeline files: what each is called, what may stand under it, and what it is for.
 *
 * <p>Readers take from a mapping only keys that are here, and the JSON Schema has just these.
 *
 * <pre>
 *      CaseKeys ──┐
 *  PipelineKeys ──┤
 *     StageKeys ──┼─ Keys, of Key and Shape ─┬─▶ yaml, yaml.text   what is read, and what is unknown
 * ProcessorKeys ──┘                          ├─▶ yaml              what --set may go on with
 *                                            └─▶ yaml.schema       what editors know
 * </pre>
 */
@NullMarked
package io.conveyor.yaml.keys;

import org.jspecify.annotations.NullMarked;
