// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/table.h"

#include "desktop/ui/hint.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace shoal::ui {

namespace {

// In heights of a line: rows stand apart, whatever the style thinks of it.
constexpr qreal kRowHeight = 1.5;

class RoomyDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width(), std::max(size.height(), static_cast<int>(option.fontMetrics.height() * kRowHeight))};
    }
};

} // namespace

Table::Table(QAbstractItemModel& model, int wideColumn, QWidget* parent)
    : QStackedWidget(parent), m_model(model), m_view(new QTreeView(this)), m_hint(new Hint(this)),
      m_wideColumn(wideColumn)
{
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setAlternatingRowColors(true);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setItemDelegate(new RoomyDelegate(m_view));
    m_view->setModel(&model);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(m_wideColumn, QHeaderView::Stretch);
    m_view->header()->setSectionsMovable(false);
    addWidget(m_view);
    addWidget(m_hint);
    setFocusProxy(m_view);
    for (const auto& signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model, signal, this, &Table::showWhatThereIs);
    connect(&model, &QAbstractItemModel::modelReset, this, &Table::showWhatThereIs);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &Table::selectionChanged);
    showWhatThereIs();
}

void Table::makeSortable(int role, int column, Qt::SortOrder order)
{
    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSourceModel(&m_model);
    m_sorted->setSortRole(role);
    m_sorted->setSortLocaleAware(true);
    m_sorted->setDynamicSortFilter(true);
    m_view->setModel(m_sorted);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &Table::selectionChanged);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(column, order);
}

void Table::setColumnChars(int column, int chars)
{
    m_view->header()->resizeSection(column, fontMetrics().averageCharWidth() * (chars + 3));
}

int Table::currentRow() const
{
    const QList<int> rows = selectedRows();
    return rows.isEmpty() ? -1 : rows.first();
}

QList<int> Table::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        rows.append(toSource(index).row());
    return rows;
}

void Table::showWhatThereIs()
{
    setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget*>(m_view) : m_hint);
}

QModelIndex Table::toSource(const QModelIndex& index) const
{
    return m_sorted ? m_sorted->mapToSource(index) : index;
}

} // namespace shoal::ui
