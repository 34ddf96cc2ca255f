/**
 * What is said of a run behind its back: the command {@code report}, and the option {@code
 * --report}.
 *
 * <pre>
 *   ReportFile -- Recorder: samples of the run --&gt; Timeline --+
 *              -- Happenings: events -----------------------+--&gt; ReportData, as JSON
 *                                                           |        |
 *                                             Throughput ---+--&gt; HtmlPage
 *
 *   page.html, page.css, page.js                      what a page consists of
 * </pre>
 */
@NullMarked
package io.conveyor.cli.report;

import org.jspecify.annotations.NullMarked;
