package io.conveyor.processes.plan;

/**
 * One reading end, while the plan is being made.
 *
 * @param feed the feed it reads
 * @param share which of the feed's shares
 * @param member which member of the share
 */
record Reading(Feed feed, int share, int member) {}
