/** Concurrency stress tests of the doorbell: no wake-up is lost between two participants. */
package io.conveyor.bell;
