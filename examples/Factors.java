/** Work that takes long, and needs nothing but its number. */
public final class Factors {

  private Factors() {}

  public static long largestPrime(long number) {
    long left = number;
    long factor = 2;
    while (factor * factor <= left) {
      if (left % factor == 0) {
        left /= factor;
      } else {
        factor++;
      }
    }
    return left;
  }

  /** After how many digits the decimals of 1/prime repeat; 0 if they end. */
  public static long period(long prime) {
    if (10 % prime == 0) {
      return 0;
    }
    long digits = 1;
    for (long rest = 10 % prime; rest != 1; rest = rest * 10 % prime) {
      digits++;
    }
    return digits;
  }
}
