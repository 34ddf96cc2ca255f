/** Concurrency stress tests of the words that processes share in a pipe: claims, cursors, fronts. */
package io.conveyor.pipe;
