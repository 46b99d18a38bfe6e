// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>
#include <QTreeView>

class QSortFilterProxyModel;

namespace shoal::ui {

class Hint;

// A list with columns as all pages have it: whole rows are chosen, paths lose their middle when there is no room, one
// column takes the room that is left, and where there are no rows a hint stands instead.
class Table final : public QStackedWidget
{
    Q_OBJECT

public:
    // The model outlives it. `wideColumn`: takes the room that is left.
    Table(QAbstractItemModel& model, int wideColumn, QWidget* parent = nullptr);

    // Lets people sort by columns; the values are those of `role`.
    void makeSortable(int role, int column, Qt::SortOrder order);
    // Width of a column, in characters of the font.
    void setColumnChars(int column, int chars);
    QTreeView& view() { return *m_view; }
    Hint& hint() { return *m_hint; }
    // Row of the model that is chosen, or -1.
    int currentRow() const;
    // Rows of the model that are chosen.
    QList<int> selectedRows() const;

Q_SIGNALS:
    void selectionChanged();

private:
    void showWhatThereIs();
    QModelIndex toSource(const QModelIndex& index) const;

    QAbstractItemModel& m_model;
    QSortFilterProxyModel* m_sorted = nullptr;
    QTreeView* const m_view;
    Hint* const m_hint;
    const int m_wideColumn;
};

} // namespace shoal::ui
