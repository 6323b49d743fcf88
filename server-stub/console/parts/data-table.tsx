import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly name: string;
  readonly of: (row: Row) => ReactNode;
  readonly className?: string;
}

interface DataTableProps<Row> {
  /** Says what the table is; for readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Where there are no rows. */
  readonly empty: string;
}

/** A table that reads as one: the first column names its row. On narrow screens each row is a card. */
export function DataTable<Row>({ caption, columns, rows, keyOf, empty }: DataTableProps<Row>): ReactNode {
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    // Where it scrolls sideways, the keyboard has to be able to do so.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus (axe scrollable-region-focusable)
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, of, className }, index) =>
                index === 0 ? (
                  <th key={name} scope="row" className={className}>
                    {of(row)}
                  </th>
                ) : (
                  <td key={name} data-label={name} className={className}>
                    {of(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
