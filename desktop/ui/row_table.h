// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QPushButton;
class QTableWidget;

namespace shoal::ui {

// A small table of texts to edit, with buttons to add and remove rows. The keyboard suffices: Tab leaves the table.
class RowTable final : public QWidget
{
    Q_OBJECT

public:
    explicit RowTable(int columns, QWidget* parent = nullptr);

    QList<QStringList> rows() const; // each trimmed
    void setRows(const QList<QStringList>& rows);
    // What stands in the next row that somebody adds.
    void setNewRow(const QStringList& row) { m_newRow = row; }
    void setTexts(const QString& name, const QStringList& headers, const QString& add, const QString& remove);
    // Marks one cell as wrong; no sentence: none is.
    void mark(int row, int column, const QString& sentence);
    void unmark();

Q_SIGNALS:
    void changed();
    // Somebody asks for another row: setNewRow() may be called before it is there.
    void aboutToAdd();

private:
    void append(const QStringList& row);

    QTableWidget* const m_table;
    QPushButton* const m_add;
    QPushButton* const m_remove;
    QStringList m_newRow;
};

} // namespace shoal::ui
