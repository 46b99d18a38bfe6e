// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/row_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QTableWidget>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

// Rows that are seen without scrolling.
constexpr int kRowsSeen = 3;

} // namespace

RowTable::RowTable(int columns, QWidget* parent)
    : QWidget(parent), m_table(new QTableWidget(0, columns)), m_add(new QPushButton), m_remove(new QPushButton)
{
    m_table->setTabKeyNavigation(false);
    m_table->setLayoutDirection(Qt::LeftToRight); // names, addresses and paths read so in every language
    m_table->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked |
                             QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_table->setMinimumHeight(m_table->horizontalHeader()->sizeHint().height() +
                              kRowsSeen * m_table->verticalHeader()->defaultSectionSize() + 2 * m_table->frameWidth());
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    setFocusProxy(m_table);

    connect(m_table, &QTableWidget::itemChanged, this, &RowTable::changed);
    connect(m_table, &QTableWidget::currentItemChanged, this,
            [this] { m_remove->setEnabled(m_table->currentRow() >= 0); });
    connect(m_add, &QPushButton::clicked, this, [this] {
        Q_EMIT aboutToAdd();
        append(m_newRow);
        m_table->setFocus();
        m_table->setCurrentCell(m_table->rowCount() - 1, 0);
        Q_EMIT changed();
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_table->removeRow(m_table->currentRow());
        m_remove->setEnabled(m_table->currentRow() >= 0);
        Q_EMIT changed();
    });
    for (QPushButton* const button : {m_add, m_remove})
        button->setAutoDefault(false);
    m_remove->setEnabled(false);
}

QList<QStringList> RowTable::rows() const
{
    QList<QStringList> rows;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        QStringList texts;
        for (int column = 0; column < m_table->columnCount(); ++column) {
            const auto* const item = m_table->item(row, column);
            texts.append(item ? item->text().trimmed() : QString());
        }
        rows.append(texts);
    }
    return rows;
}

void RowTable::setRows(const QList<QStringList>& rows)
{
    m_table->setRowCount(0);
    for (const QStringList& row : rows)
        append(row);
    Q_EMIT changed();
}

void RowTable::append(const QStringList& row)
{
    const QSignalBlocker quiet(m_table);
    const int at = m_table->rowCount();
    m_table->insertRow(at);
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->setItem(at, column, new QTableWidgetItem(row.value(column)));
}

void RowTable::setTexts(const QString& name, const QStringList& headers, const QString& add, const QString& remove)
{
    const QSignalBlocker quiet(m_table);
    m_table->setAccessibleName(name);
    m_table->setHorizontalHeaderLabels(headers);
    m_add->setText(add);
    m_remove->setText(remove);
}

void RowTable::mark(int row, int column, const QString& sentence)
{
    const QSignalBlocker quiet(m_table);
    if (auto* const item = m_table->item(row, column)) {
        item->setIcon(style()->standardIcon(QStyle::SP_MessageBoxWarning));
        item->setToolTip(sentence);
        item->setData(Qt::AccessibleDescriptionRole, sentence);
    }
}

void RowTable::unmark()
{
    const QSignalBlocker quiet(m_table);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        for (int column = 0; column < m_table->columnCount(); ++column) {
            if (auto* const item = m_table->item(row, column); item && !item->icon().isNull()) {
                item->setIcon({});
                item->setToolTip({});
                item->setData(Qt::AccessibleDescriptionRole, {});
            }
        }
    }
}

} // namespace shoal::ui
