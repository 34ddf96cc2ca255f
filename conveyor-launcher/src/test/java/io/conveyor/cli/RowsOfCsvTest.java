package io.conveyor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.cli.formats.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of CSV go into records and mappings, and out of them. */
class RowsOfCsvTest {

  private static final String SOURCE =
      """
      import java.math.BigDecimal;
      import java.time.LocalDate;
      import java.util.*;

      class Rows {
        record Order(String item, int count, double price, LocalDate day) {}
        record Sum(String item, double sum, LocalDate day) {}

        record Line(
            String item, Optional<BigDecimal> price, OptionalInt count, LocalDate day, Integer n) {}

        record Exact(BigDecimal a, Optional<BigDecimal> b) {}
        record Nested(List<BigDecimal> all) {}
        public static class Bean { public BigDecimal a; }

        static Line line(Line line) { return line; }
        static Exact exact(Exact exact) { return exact; }
        static Object twice(Object row) {
          Map<Object, Object> map = new LinkedHashMap<>();
          map.put(1, "number");
          map.put("1", "text");
          return map;
        }
        static Nested nested(Exact exact) { return new Nested(List.of(exact.a())); }
        static Bean bean(Exact exact) {
          Bean bean = new Bean();
          bean.a = exact.a();
          return bean;
        }
        static boolean isEmpty(Map<String, String> row) { return row.get("price").isEmpty(); }
        static Sum sum(Order order) {
          return new Sum(order.item(), order.count() * order.price(), order.day());
        }
        static Map<String, Object> more(Map<String, Object> row) {
          row.put("more", List.of(1, 2));
          return row;
        }
        static Map<String, Object> odd(Map<String, Object> row) {
          if (row.get("a").equals("2")) {
            row.put("c", "x");
          }
          return row;
        }
        static List<String> turned(List<String> row) {
          Collections.reverse(row);
          return row;
        }
        static int length(String line) { return line.length(); }
        static Object fail(Object row) { throw new IllegalStateException("no"); }
      }
      """;

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeSource() throws Exception {
    Files.writeString(directory.resolve("Rows.java"), SOURCE);
  }

  private int run(String job, byte[] rows, String... more) throws IOException {
    out.reset();
    err.reset();
    Path file =
        Files.writeString(
            directory.resolve("rows.yaml"),
            "engine: sequential\nsources: Rows.java\nstages: [{processor: '%s'}]\n".formatted(job));
    Path input = Files.write(directory.resolve("in.csv"), rows);
    List<String> command =
        new ArrayList<>(
            List.of("run", file.toString(), "-i", input.toString(), "--input-format", "csv"));
    command.addAll(List.of(more));
    return Main.run(
        command.toArray(String[]::new), new ByteArrayInputStream(new byte[0]), out, err);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private int command(String... command) {
    out.reset();
    err.reset();
    return Main.run(command, new ByteArrayInputStream(new byte[0]), out, err);
  }

  private int run(String job, String rows, String... more) throws IOException {
    return run(job, rows.getBytes(StandardCharsets.UTF_8), more);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void gives(String expected, String job, String rows, String... more) throws IOException {
    assertEquals(0, run(job, rows, more), this::said);
    assertEquals(expected, out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void goIntoRecordsAndOutOfThem() throws IOException {
    String rows =
        "item,count,price,day\npen,3,0.5,2024-02-29\n\"a, \"\"b\"\"\n c\",1,2,2025-01-01\n";
    gives(
        "item,sum,day\npen,1.5,2024-02-29\n\"a, \"\"b\"\"\n c\",2.0,2025-01-01\n",
        "Rows::sum",
        rows,
        "--output-format",
        "csv");
    gives(
        "{\"item\":\"pen\",\"sum\":1.5,\"day\":\"2024-02-29\"}\n",
        "Rows::sum",
        "item,count,price,day\r\npen,3,0.5,2024-02-29",
        "--output-format",
        "jsonl");
  }

  @Test
  void keepAllDigitsOfDecimals() throws IOException {
    String rows = "a,b\n19.90,12345678901234567.89\n1E+3,1e-20\n";
    String csv = "--output-format=csv";
    gives(
        "a,b\n19.90,12345678901234567.89\n1000,0.00000000000000000001\n", "Rows::exact", rows, csv);
    gives("a\n19.90\n1000\n", "Rows::bean", rows, csv);
    gives("all\n[19.90]\n[1000]\n", "Rows::nested", rows, csv);
  }

  @Test
  void haveNoColumnTwice() throws IOException {
    assertEquals(1, run("Rows::twice", "a\n1\n", "--output-format=csv"));
    assertTrue(said().contains("a result has two keys that are written '1'"), this::said);
  }

  @Test
  void areThereAlsoWhereTheirOnlyCellIsEmpty() throws IOException {
    String rows = "v\na\n\"\"\nb\n";
    gives(rows, "identity", rows, "--output-format=csv");
  }

  @Test
  void areMappingsInTheOrderOfTheHeader() throws IOException {
    gives("b,a,more\n1,,\"[1,2]\"\n", "Rows::more", "\uFEFFb,a\n1,\n\n", "--output-format", "csv");
    gives("{\"b\":\"1\",\"a\":\" 2\"}\n", "identity", "b,a\n1, 2\n", "--output-format", "jsonl");
    gives("", "identity", "", "--output-format", "csv");
    gives("", "identity", "a,b\n", "--output-format", "csv");
  }

  @Test
  void haveEmptyCellsForWhatIsNotThere() throws IOException {
    String rows = "item,price,count,day,n\n,,,,\npen,0.5,3,2024-02-29,7\n";
    gives(rows, "Rows::line", rows, "--output-format", "csv");
    gives(
        "{\"item\":\"\",\"price\":null,\"count\":null,\"day\":null,\"n\":null}\n",
        "Rows::line",
        "item,price,count,day,n\n\"\",,,,\n",
        "--output-format",
        "jsonl");
    gives("true\nfalse\n", "Rows::isEmpty", "item,price\na,\nb,1\n");
    assertEquals(1, run("Rows::sum", "item,count,price,day\npen,,1,2024-01-01\n"));
    assertTrue(
        said().contains("Rows::sum: the block's .count, \"\" (java.lang.String), does not fit int:")
            && said().contains("the cell is empty; that fits Optional<Integer>, and Integer"),
        this::said);
  }

  @Test
  void sayWhichColumnsDoNotFit() throws IOException {
    assertEquals(1, run("Rows::sum", "item,count,prise,note\npen,1,1,x\n"));
    assertTrue(
        said()
            .contains(
                "Rows::sum: the block (a row) does not fit Rows.Order: surplus: prise (did you"
                    + " mean price?), note; missing: price, day; name the components so, or let"
                    + " the method take a Map"),
        this::said);
  }

  @Test
  void areNamedByACompressedFileToo() {
    assertEquals(Format.CSV, Format.named("a/b.CSV.gz"));
    assertEquals(Format.TSV, Format.named("b.tsv.zst"));
    assertEquals(Format.JSONL, Format.named("b.ndjson"));
    assertNull(Format.named("csv"));
  }

  @Test
  void nameTheSeparatorThatAHeaderOfOneColumnSeemsToHave() throws IOException {
    assertEquals(1, run("Rows::sum", "item;count;price\npen;1;2\n"));
    assertTrue(
        said()
            .contains(
                "hint: the header has the one column 'item;count;price'; with --input-format csv"
                    + " --csv-separator ';' it has 3\n"),
        this::said);
    assertEquals(1, run("Rows::sum", "item\tcount\npen\t1,\"a\"\n"));
    assertTrue(said().contains("'item\\tcount'; with --input-format tsv it has 2\n"), this::said);
    assertEquals(1, run("Rows::sum", "item\npen\n"));
    assertFalse(said().contains("--input-format"), this::said);
  }

  @Test
  void areNamedByTheFileWhereTheyAreReadAsSomethingElse() throws IOException {
    assertEquals(1, run("Rows::sum", "item,count\npen,1\n"));
    String[] command = {"run", file("rows.yaml"), "-i", file("in.csv")};
    assertEquals(1, command(command));
    assertTrue(
        said()
            .startsWith(
                "conveyor: stage 'Rows.sum', worker 0: Rows::sum: the block \"item,count\""
                    + " (java.lang.String) fits none of [sum(Rows.Order)]\n  over "),
        this::said);
    assertTrue(
        said()
            .endsWith(
                "hint: inputs are read as lines of text; with --input-format csv each line is a"
                    + " row of values\n"),
        this::said);
    String[] asJson = {"run", file("rows.yaml"), "-i", file("in.csv"), "--input-format", "jsonl"};
    assertEquals(1, command(asJson));
    assertTrue(said().contains("in.csv:1:1: not JSON: "), this::said);
    assertTrue(
        said().endsWith("\nhint: with --input-format csv each line is a row of values\n"),
        this::said);
  }

  @Test
  void haveOtherDialects() throws IOException {
    String[] options = {"--output-format", "tsv", "--csv-separator", ";", "--csv-quote", "'"};
    gives("a\tb\n1\t'x\ty'\n", "identity", "a;b\n1;'x\ty'\n", options);
    String[] without = {"--no-csv-header", "--output-format", "csv"};
    gives("2,1\n4,3\n", "Rows::turned", "1,2\n3,4\n", without);
    gives("a,b\nc\n", "identity", "a,b\nc\n", without);
  }

  @Test
  void sayWhatIsWrongWithThem() throws IOException {
    assertEquals(1, run("identity", "a,b\n1,2\n\n3\n"));
    assertTrue(
        said().contains("in.csv:4: values in this row: 1, columns in the header: 2"), this::said);
    assertEquals(1, run("identity", "a,a\n1,2\n"));
    assertTrue(said().contains("in.csv:1: the header has two columns 'a'"), this::said);
    assertEquals(1, run("identity", "a,b\n1,\"2\n3,4\n"));
    assertTrue(said().contains("in.csv:2: not CSV: "), this::said);
    assertEquals(1, run("identity", new byte[] {'a', '\n', (byte) 0xff, '\n'}));
    assertTrue(said().contains("in.csv:1: not UTF-8"), this::said);
    assertEquals(1, run("Rows::odd", "a,b\n1,2\n2,3\n", "--output-format", "csv"));
    assertTrue(
        said().contains("a result has a column 'c', but the first one had only [a, b]"),
        this::said);
    assertEquals(1, run("Rows::fail", "a,b\n\n\"1\n2\",3\n"));
    assertTrue(said().contains("in.csv:3: \"1"), this::said);
    assertEquals(1, run("Rows::sum", "item,count,price,day\npen,three,1,2024-01-01\n"));
    assertTrue(said().contains("in.csv:2: pen,three"), this::said);
  }

  private int written(String json) throws IOException {
    Path pipeline =
        Files.writeString(
            directory.resolve("as-csv.yaml"),
            "engine: sequential\nstages: [{processor: identity}]\n");
    Path input = Files.writeString(directory.resolve("in.jsonl"), json);
    String[] formats = {"--input-format", "jsonl", "--output-format", "csv"};
    return command(
        Stream.concat(
                Stream.of("run", pipeline.toString(), "-i", input.toString()), Stream.of(formats))
            .toArray(String[]::new));
  }

  @Test
  void areNotWrittenAsWhatWouldBeReadAsSomethingElse() throws IOException {
    assertEquals(1, written("{\"a\": 1}\n[1, 2]\n"));
    assertTrue(said().contains("values in a result: 2, columns in the header: 1 [a]"), this::said);
    assertEquals(0, written("{\"a\": 1}\n[2]\n3\n"), this::said);
    for (String empty : List.of("{}", "[]", "[1]\n[]")) {
      assertEquals(1, written(empty + "\n"), empty);
      assertTrue(said().contains("a result has no values, and so is no row"), this::said);
    }
  }

  @Test
  void areAddedToThoseThatAreThere() throws IOException {
    Path file = directory.resolve("out.csv");
    String[] options = {"--output-format", "csv", "--append", "-o", file.toString()};
    assertEquals(0, run("identity", "b,a\n1,2\n", options), this::said);
    assertEquals(0, run("identity", "a,b\n3,4\n", options), this::said);
    assertEquals("b,a\n1,2\n4,3\n", Files.readString(file));
    Files.writeString(file, "b,a\n1,2");
    assertEquals(0, run("identity", "a,b\n3,4\n", options), this::said);
    assertEquals("b,a\n1,2\n4,3\n", Files.readString(file), "the last line had no end");
    assertEquals(1, run("identity", "a,c\n3,4\n", options), this::said);
    assertTrue(said().contains("has a column 'c', but the first one had only [b, a]"), this::said);
  }
}
