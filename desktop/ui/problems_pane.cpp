// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/problems_pane.h"

#include "desktop/models/words.h"
#include "desktop/ui/ask_first.h"
#include "desktop/ui/hint.h"
#include "desktop/ui/open_place.h"
#include "desktop/ui/table.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

using models::ProblemItem;
using models::ProblemModel;
using models::Question;

namespace {

QLabel* makeText(QWidget* parent)
{
    auto* const label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

// Where a button does it, the command line need not be told of.
QString adviceOf(const ProblemItem& item)
{
    switch (item.question) {
    case Question::MissingFiles:
        return ProblemsPane::tr("If a disk is not mounted, mount it. Otherwise say whether the files are to be fetched "
                                "again from the other devices, or were meant to be deleted.");
    case Question::OtherMount:
        return ProblemsPane::tr(
            "Mount the right file system, and all goes on by itself; or accept what is mounted there "
            "now.");
    case Question::OldRecord:
        return ProblemsPane::tr("Say whether it is to be kept, or is gone for good.");
    case Question::None:
        break;
    }
    return item.whatToDo.inWords();
}

} // namespace

ProblemsPane::ProblemsPane(const PageContext& context, QWidget* parent)
    : SharePane(parent), m_context(context), m_model(context.instance, context.clock),
      m_table(new Table(m_model, ProblemModel::Reason, this)), m_detail(new QWidget(this)), m_what(makeText(m_detail)),
      m_reason(makeText(m_detail)), m_toDo(makeText(m_detail)), m_actions(new QHBoxLayout)
{
    m_table->setColumnChars(ProblemModel::What, 30);
    QFont bold = m_what->font();
    bold.setBold(true);
    m_what->setFont(bold);
    auto* const below = new QVBoxLayout(m_detail);
    below->setContentsMargins(0, 0, 0, 0);
    for (QLabel* label : {m_what, m_reason, m_toDo})
        below->addWidget(label);
    below->addLayout(m_actions);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_table, 1);
    column->addWidget(m_detail);
    connect(&m_model, &ProblemModel::conditionChanged, this, &ProblemsPane::showCondition);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ProblemsPane::showChosen);
    connect(m_table, &Table::selectionChanged, this, &ProblemsPane::showChosen);
    connect(&m_table->hint(), &Hint::actionChosen, this, [this] {
        give(m_share.state == models::ShareState::Paused ? QStringLiteral("resume") : QStringLiteral("rescan"), {});
    });
    retranslate();
}

void ProblemsPane::setShare(const models::Share& share)
{
    const bool isOther = share.id != m_share.id;
    const bool isNews = share.problems != m_share.problems || share.state != m_share.state;
    m_share = share;
    if (isOther)
        m_model.setShare(share.id, share.dir);
    else if (isNews)
        m_model.refresh();
    if (isOther || isNews) {
        m_shownKey.clear();
        Q_EMIT titleChanged();
        showCondition();
    }
}

QString ProblemsPane::title() const
{
    return m_share.problems > 0 ? tr("Problems (%1)").arg(m_share.problems) : tr("Problems");
}

void ProblemsPane::setShown(bool shown)
{
    m_model.setShown(shown);
}

void ProblemsPane::showCondition()
{
    m_table->hint().setAction(QString());
    if (!m_model.failure().isEmpty()) {
        m_table->hint().setTexts(tr("Problems cannot be shown"), m_model.failure());
    } else if (m_model.isKnown()) {
        m_table->hint().setTexts(tr("Everything is in sync"),
                                 tr("Whatever keeps a file from being synced is listed here, "
                                    "with the reason and what to do about it."));
        m_table->hint().setAction(tr("Look at the folder again"));
    } else {
        m_table->hint().setTexts(QString(), QString());
    }
    if (m_model.rowCount() > 0 && m_table->currentRow() < 0)
        m_table->view().setCurrentIndex(m_table->view().model()->index(0, 0));
    showChosen();
}

void ProblemsPane::showChosen()
{
    const int row = m_table->currentRow();
    m_detail->setVisible(row >= 0);
    if (row < 0) {
        m_shownKey.clear();
        return;
    }
    const ProblemItem& item = m_model.at(row);
    m_what->setText(m_model.index(row, ProblemModel::What).data().toString());
    m_reason->setText(item.reason.inWords());
    const QString advice = adviceOf(item);
    m_toDo->setText(advice.isEmpty() ? QString() : tr("What to do: %1").arg(advice));
    m_toDo->setVisible(!advice.isEmpty());
    // A button under the mouse must not be another one when it is pressed.
    if (std::exchange(m_shownKey, item.key()) != item.key())
        showActions(item);
}

void ProblemsPane::showActions(const ProblemItem& item)
{
    while (QLayoutItem* const old = m_actions->takeAt(0)) {
        if (old->widget())
            old->widget()->deleteLater();
        delete old;
    }
    m_actions->addStretch(1);
    switch (item.question) {
    case Question::MissingFiles:
        addAction(tr("Delete on all devices…"), [this, item] { deleteEverywhere(item); });
        addAction(tr("Fetch again"), [this, item] { answer(QStringLiteral("refill"), item); });
        return;
    case Question::OtherMount:
        addAction(tr("Accept this file system…"), [this, item] {
            askFirst(this,
                     {tr("Another file system"), tr("Is the file system at “%1” the right one?").arg(item.path.shown),
                      tr("What is missing in it is then deleted on all devices; they keep it in their archives."),
                      tr("Accept it")},
                     [this, item] { answer(QStringLiteral("new-mount"), item); });
        });
        return;
    case Question::OldRecord:
        addAction(tr("Remove…"), [this, item] {
            askFirst(this,
                     {tr("Remove"), tr("Remove “%1” on all devices?").arg(item.path.shown), QString(), tr("Remove")},
                     [this, item] { answer(QStringLiteral("remove"), item); });
        });
        addAction(tr("Keep"), [this, item] { answer(QStringLiteral("keep"), item); });
        return;
    case Question::None:
        break;
    }
    if (m_share.state == models::ShareState::Paused) {
        addAction(tr("Resume"), [this] { give(QStringLiteral("resume"), {}); });
        return;
    }
    addAction(tr("Open folder"), [this, item] { openFolderOf(m_share.dir, item.path); });
    addAction(tr("Look again"), [this] { give(QStringLiteral("rescan"), {}); });
}

void ProblemsPane::addAction(const QString& text, std::function<void()> action)
{
    auto* const button = new QPushButton(text, m_detail);
    connect(button, &QPushButton::clicked, this, std::move(action));
    m_actions->addWidget(button);
}

void ProblemsPane::answer(const QString& word, const ProblemItem& item)
{
    QJsonObject params{{QStringLiteral("answer"), word}};
    if (item.question != Question::MissingFiles)
        models::putPath(params, QStringLiteral("path"), item.path);
    give(QStringLiteral("confirm"), params);
}

void ProblemsPane::deleteEverywhere(const ProblemItem& item)
{
    const int count = static_cast<int>(item.missingFiles);
    askFirst(this,
             {tr("Delete on all devices"), tr("Delete the %n missing file(s) on all devices?", nullptr, count),
              tr("The other devices keep them in their archives for a while."),
              tr("Delete %n file(s)", nullptr, count)},
             [this, item] {
                 give(QStringLiteral("confirm"), {{QStringLiteral("answer"), QStringLiteral("deleted-everywhere")},
                                                  {QStringLiteral("files"), item.missingFiles}});
             });
}

void ProblemsPane::give(const QString& method, QJsonObject params)
{
    params.insert(QStringLiteral("share"), m_share.id);
    m_context.orders.give(method, params, this, [this](const QJsonObject&) { m_model.refresh(); });
}

void ProblemsPane::retranslate()
{
    m_table->view().setAccessibleName(tr("What is not in sync"));
    m_model.retranslate();
    m_shownKey.clear();
    showCondition();
}

} // namespace shoal::ui
