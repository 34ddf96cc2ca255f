/**
 * {@code conveyor doctor}: whether this machine has what pipelines need, and what to do if not.
 *
 * <pre>
 *   DoctorCommand ──▶ JvmChecks, MachineChecks, PlaceChecks ──▶ Finding: fine, worth a thought, or wrong
 *                └──▶ Trial: a pipeline of one stage, for real
 * </pre>
 */
@NullMarked
package io.conveyor.cli.doctor;

import org.jspecify.annotations.NullMarked;
