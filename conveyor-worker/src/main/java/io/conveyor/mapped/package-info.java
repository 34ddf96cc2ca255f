/**
 * Files that processes map together, or replace as a whole; only their owner may read them.
 *
 * <pre>
 * MappedLayout     header, slots          mapped by all, as Words
 *    0  magic      8 characters; written last, with release
 *    8  version
 *   16  length     of the whole file, in bytes
 *   24  geometry   one word for each of its values
 *  256  slots      what its owner lays out
 *
 * SealedFile       header, content        replaced by one
 *    0  magic and version
 *    8  int32 CRC-32C of the content
 *   12  int32 length of the content
 *   16  content
 * </pre>
 *
 * <p>What is mapped is whole before ({@link io.conveyor.mapped.Zeros}), private from its first
 * moment ({@link io.conveyor.mapped.PrivateFiles}), and no interrupt of a thread breaks it ({@link
 * io.conveyor.mapped.Uninterrupted}). What finds no room says where, and how much there is ({@link
 * io.conveyor.mapped.Room}). Tests see the files as they are between any two stores ({@link
 * io.conveyor.mapped.Stores}).
 */
@NullMarked
package io.conveyor.mapped;

import org.jspecify.annotations.NullMarked;
