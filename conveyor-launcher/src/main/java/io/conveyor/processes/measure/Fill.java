package io.conveyor.processes.measure;

/**
 * What waits in a pipe for a stage.
 *
 * @param pipe the pipe's name
 * @param blocks how many blocks wait
 * @param share how full the pipe is with them, from 0 to 1
 */
public record Fill(String pipe, long blocks, double share) {}
