/** What the codec and a pipe cost for each block, inside one JVM. */
package io.conveyor.benchmarks.jmh;
