// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/history_pane.h"

#include "desktop/ui/open_place.h"
#include "desktop/ui/searched_table.h"
#include "desktop/ui/table.h"

#include <QVBoxLayout>

namespace shoal::ui {

using models::HistoryModel;

HistoryPane::HistoryPane(const PageContext& context, QWidget* parent)
    : SharePane(parent), m_model(context.instance, context.clock),
      m_found(new SearchedTable(m_model, HistoryModel::File, this))
{
    Table& table = m_found->table();
    table.setColumnChars(HistoryModel::Time, 22);
    table.setColumnChars(HistoryModel::Event, 14);
    table.setColumnChars(HistoryModel::Size, 10);
    table.setColumnChars(HistoryModel::Device, 16);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_found);
    connect(m_found, &SearchedTable::searchChanged, &m_model, &HistoryModel::setSearch);
    connect(&m_model, &HistoryModel::conditionChanged, this, &HistoryPane::showCondition);
    connect(&table.view(), &QTreeView::activated, this,
            [this](const QModelIndex& index) { openFolderOf(m_share.dir, m_model.at(index.row()).path); });
    retranslate();
}

void HistoryPane::setShare(const models::Share& share)
{
    if (share.id != m_share.id)
        m_model.setShare(share.id);
    else if (share.state != m_share.state)
        m_model.refresh();
    m_share = share;
}

QString HistoryPane::title() const
{
    return tr("History");
}

void HistoryPane::setShown(bool shown)
{
    m_model.setShown(shown);
}

void HistoryPane::showCondition()
{
    m_found->showCondition(m_model);
}

void HistoryPane::retranslate()
{
    m_found->setTexts({tr("Search in paths and devices"), tr("Search in the history"),
                       tr("What happened in this share"), tr("The history cannot be shown"),
                       tr("Nothing has happened yet"),
                       tr("What is added, changed, moved or deleted here or on other devices appears here."),
                       tr("Nothing with “%1” in its path has happened to a file.")});
    m_model.retranslate();
    showCondition();
}

} // namespace shoal::ui
