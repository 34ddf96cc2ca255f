import java.math.BigDecimal;
import java.time.LocalDate;

/** What is done to orders. */
public class Records {

  /** A row: its components are called as the columns are, and say of which type they are. */
  record Order(String item, int count, BigDecimal price, LocalDate day) {}

  /** A result: its components are the names in the JSON, or the columns of the CSV. */
  record Invoice(String item, BigDecimal total, LocalDate due) {}

  /** Returns an order of something, or else null, which is no result. */
  static Order wanted(Order order) {
    return order.count() > 0 ? order : null;
  }

  static Invoice invoice(Order order) {
    BigDecimal total = order.price().multiply(BigDecimal.valueOf(order.count()));
    return new Invoice(order.item(), total, order.day().plusDays(30));
  }
}
