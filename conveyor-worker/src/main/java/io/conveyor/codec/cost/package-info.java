/**
 * What it may cost to decode a block: {@link io.conveyor.codec.cost.Budget} bounds it by the
 * block's bytes.
 *
 * <p>Bytes are read in time that grows with their number, but keys of maps and sets are hashed and
 * compared as they are put in, and this may take far longer: a key that refers twice to a list that
 * refers twice to a list, and so on, is walked 2 to the power of n times; and many keys of one hash
 * code are each compared with all the others. So each object has a weight, which is its bytes and
 * the weights of what it refers to, and what fills a collection spends the weight of a key for each
 * time that it may be walked, <em>before</em> it is put in:
 *
 * <pre>
 *   keys                                            steps for a key of weight w, the n-th
 *   text, numbers, enums, own identity              none: reading them has cost as much
 *   others, hashed                                  w * (1 + how many have its hash code)
 *   others, sorted                                  (w + the weight of the comparator) * log n
 * </pre>
 */
@NullMarked
package io.conveyor.codec.cost;

import org.jspecify.annotations.NullMarked;
