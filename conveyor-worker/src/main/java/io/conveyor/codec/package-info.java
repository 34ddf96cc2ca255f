/**
 * Blocks to bytes and back, a batch at a time.
 *
 * <p>A {@link io.conveyor.codec.BlockCodec} hands out the {@link io.conveyor.codec.BatchEncoder}s
 * and {@link io.conveyor.codec.BatchDecoder}s of one thread.
 *
 * <p>A batch, version 2, is a sequence of runs; how many blocks it has stands beside it. A run is a
 * stretch of blocks of one tag. All numbers are little endian:
 *
 * <pre>
 *   run:    int8 tag | int32 blocks, at least 1 | the blocks
 *
 *   tag   block                               bytes of a block
 *    1    Byte                                1
 *    2    Short                               2
 *    3    Character                           2
 *    4    Integer                             4
 *    5    Long                                8
 *    6    Float                               4
 *    7    Double                              8
 *    8    Boolean                             1, 0 or 1
 *   16    String                              varint (n &lt;&lt; 1 | wide) | n bytes, Latin-1 or, if wide, UTF-16
 *   17    byte[]                              varint n | n bytes
 *   18-24 boolean[] short[] char[] int[]      varint n | n bytes
 *         long[] float[] double[]
 *   25    ByteBuffer, read-only when it       varint n | n bytes
 *         comes out
 *   81-89 the same as 17-25 but boolean[],    varint n | int32 place of its n bytes
 *         beside the batch
 *   32    anything else                       varint n | int32 CRC-32C of what follows | n - 4 bytes of Kryo
 *   33    LinkedHashMap, ArrayList, Row       varint n | int32 CRC-32C of what follows | a value
 *
 *   value in a tree: int8 kind | its bytes
 *    0    null         1 false     2 true     nothing
 *    3    Integer      4 Long      5 Double   4, 8, 8
 *    6    String                              a text, as a block of tag 16
 *    7    ArrayList                           varint count | the values
 *    8, 9 LinkedHashMap, Row                  varint count | for each a text, its key, and a value
 * </pre>
 *
 * <p>A varint is 7 bits to a byte, lowest first, with the top bit set in all but the last byte; at
 * most 5 bytes, and it may be padded to that. Fixed sizes make it free, and lengths make it cheap,
 * to skip blocks without decoding them. A tree has only what is in the table, is of at most 64 KiB
 * and 100 levels, and has no list, map or long text twice: all others are Kryo's. What lies beside
 * the batch is in a {@link io.conveyor.codec.SharedSpace}, and nobody copies it on the way.
 *
 * <p>The checksum finds damage, not intent, so objects are read as if their bytes were hostile.
 * They name only classes that {@code AllowedTypes} lets pass. Arrays, texts and collections are
 * made no larger than the bytes that are left can fill, in total. Maps and sets are filled in
 * Kryo's format, but each key is paid for, from a {@link io.conveyor.codec.cost.Budget} of the
 * block, before it is hashed or compared; and what Java serialization wrote is walked through, and
 * paid for, before it is read.
 */
@NullMarked
package io.conveyor.codec;

import org.jspecify.annotations.NullMarked;
