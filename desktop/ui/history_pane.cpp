// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/history_pane.h"

#include "desktop/ui/hint.h"
#include "desktop/ui/icons.h"
#include "desktop/ui/open_place.h"
#include "desktop/ui/table.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace shoal::ui {

using models::HistoryModel;

HistoryPane::HistoryPane(const PageContext& context, QWidget* parent)
    : SharePane(parent), m_model(context.instance, context.clock), m_search(new QLineEdit(this)),
      m_table(new Table(m_model, HistoryModel::File, this))
{
    m_search->setClearButtonEnabled(true);
    m_search->addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition);
    m_table->setColumnChars(HistoryModel::Time, 22);
    m_table->setColumnChars(HistoryModel::Event, 14);
    m_table->setColumnChars(HistoryModel::Size, 10);
    m_table->setColumnChars(HistoryModel::Device, 16);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_search);
    column->addWidget(m_table, 1);
    connect(m_search, &QLineEdit::textChanged, &m_model, &HistoryModel::setSearch);
    connect(&m_model, &HistoryModel::conditionChanged, this, &HistoryPane::showCondition);
    connect(&m_table->view(), &QTreeView::activated, this,
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
    if (!m_model.failure().isEmpty())
        m_table->hint().setTexts(tr("The history cannot be shown"), m_model.failure());
    else if (!m_model.isKnown())
        m_table->hint().setTexts(QString(), QString());
    else if (m_model.search().isEmpty())
        m_table->hint().setTexts(tr("Nothing has happened yet"),
                                 tr("What is added, changed, moved or deleted here or on other devices appears here."));
    else
        m_table->hint().setTexts(tr("Nothing found"),
                                 tr("Nothing with “%1” in its path has happened to a file.").arg(m_model.search()));
}

void HistoryPane::retranslate()
{
    m_search->setPlaceholderText(tr("Search in paths and devices"));
    m_search->setAccessibleName(tr("Search in the history"));
    m_table->view().setAccessibleName(tr("What happened in this share"));
    m_model.retranslate();
    showCondition();
}

} // namespace shoal::ui
