// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/ignore_pane.h"

#include "desktop/models/json_fields.h"
#include "desktop/ui/ask_first.h"
#include "desktop/ui/hint.h"
#include "desktop/ui/table.h"

#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace shoal::ui {

using models::IgnorePreviewModel;

namespace {

QVBoxLayout* columnIn(QSplitter& splitter)
{
    auto* const side = new QWidget(&splitter);
    auto* const column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    splitter.addWidget(side);
    return column;
}

} // namespace

IgnorePane::IgnorePane(const PageContext& context, QWidget* parent)
    : SharePane(parent), m_context(context), m_preview(context.instance, context.clock, context.disk),
      m_rulesLabel(new QLabel(this)), m_rules(new QPlainTextEdit(this)), m_previewLabel(new QLabel(this)),
      m_table(new Table(m_preview, IgnorePreviewModel::File, this)), m_pathLabel(new QLabel(this)),
      m_path(new QLineEdit(this)), m_state(new QLabel(this)), m_revert(new QPushButton(this)),
      m_save(new QPushButton(this))
{
    m_rules->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_rules->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_rules->setTabChangesFocus(true);
    m_rules->setLayoutDirection(Qt::LeftToRight); // rules are no sentences
    m_rulesLabel->setBuddy(m_rules);
    m_previewLabel->setBuddy(&m_table->view());
    m_pathLabel->setBuddy(m_path);
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_table->makeSortable(IgnorePreviewModel::kSortRole, IgnorePreviewModel::File, Qt::AscendingOrder);
    m_table->setColumnChars(IgnorePreviewModel::Verdict, 22);

    auto* const splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    QVBoxLayout* const left = columnIn(*splitter);
    left->addWidget(m_rulesLabel);
    left->addWidget(m_rules, 1);
    QVBoxLayout* const right = columnIn(*splitter);
    right->addWidget(m_previewLabel);
    right->addWidget(m_table, 1);
    auto* const pathRow = new QHBoxLayout;
    pathRow->addWidget(m_pathLabel);
    pathRow->addWidget(m_path, 1);
    right->addLayout(pathRow);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_state, 1);
    row->addWidget(m_revert);
    row->addWidget(m_save);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(splitter, 1);
    column->addLayout(row);

    connect(m_rules, &QPlainTextEdit::textChanged, this, &IgnorePane::onEdited);
    connect(m_path, &QLineEdit::returnPressed, this, &IgnorePane::addPath);
    connect(m_revert, &QPushButton::clicked, this, [this] { m_rules->setPlainText(m_saved); });
    connect(m_save, &QPushButton::clicked, this, &IgnorePane::save);
    connect(&m_preview, &IgnorePreviewModel::conditionChanged, this, &IgnorePane::showCondition);
    connect(&context.instance, &models::Instance::attached, this, [this] {
        if (isVisible() && !isChanged())
            load();
    });
    retranslate();
}

void IgnorePane::setShare(const models::Share& share)
{
    const bool isOther = share.id != m_share.id;
    const bool wasUsable = m_failure.isEmpty();
    const bool isNews = share.state != m_share.state;
    m_share = share;
    if (isOther) {
        m_isLoaded = false;
        m_saved.clear();
        m_rules->setPlainText(QString());
        m_preview.setShare(share.id, share.dir);
    }
    if (isVisible() && (isOther || (isNews && !wasUsable)))
        load();
}

QString IgnorePane::title() const
{
    return isChanged() ? tr("Ignored files *") : tr("Ignored files");
}

bool IgnorePane::isChanged() const
{
    return m_isLoaded && m_rules->toPlainText() != m_saved;
}

bool IgnorePane::mayLeave(std::function<void()> leave)
{
    if (!isChanged())
        return true;
    askFirst(this,
             {tr("Ignored files"), tr("The changed rules of “%1” are not saved.").arg(m_share.name()),
              tr("Cancel takes you back to them."), tr("Discard changes")},
             [this, leave = std::move(leave)] {
                 m_rules->setPlainText(m_saved);
                 leave();
             });
    return false;
}

void IgnorePane::setShown(bool shown)
{
    m_preview.setShown(shown);
    if (shown && !isChanged() && !m_share.id.isEmpty())
        load();
}

void IgnorePane::load()
{
    m_context.instance.call(QStringLiteral("ignore_list"), {{QStringLiteral("share"), m_share.id}}, this,
                            [this, id = m_share.id](const Result<QJsonObject>& answer) {
                                if (id != m_share.id || isChanged())
                                    return;
                                m_failure = answer ? QString() : QString::fromStdString(answer.error().context);
                                m_isLoaded = answer.has_value();
                                m_saved = answer ? models::textIn(*answer, "text") : QString();
                                if (m_rules->toPlainText() != m_saved)
                                    m_rules->setPlainText(m_saved);
                                onEdited();
                            });
}

void IgnorePane::save()
{
    const QString text = m_rules->toPlainText();
    m_context.orders.give(QStringLiteral("set_ignore_list"),
                          {{QStringLiteral("share"), m_share.id}, {QStringLiteral("text"), text}}, this,
                          [this, text, id = m_share.id](const QJsonObject&) {
                              if (id != m_share.id)
                                  return;
                              m_saved = text;
                              onEdited();
                          });
}

void IgnorePane::onEdited()
{
    m_preview.setRules(m_rules->toPlainText());
    showCondition();
    Q_EMIT titleChanged();
}

void IgnorePane::addPath()
{
    if (const QString path = m_path->text().trimmed(); !path.isEmpty())
        m_preview.addSample(path);
    m_path->clear();
}

void IgnorePane::showCondition()
{
    const QString mistake = m_failure.isEmpty() ? m_preview.mistake() : m_failure;
    m_rules->setReadOnly(!m_isLoaded);
    m_save->setEnabled(isChanged() && m_preview.mistake().isEmpty());
    m_revert->setEnabled(isChanged());
    if (!mistake.isEmpty())
        m_state->setText(mistake);
    else if (isChanged())
        m_state->setText(tr("Not saved yet. The preview shows what the rules would do."));
    else
        m_state->setText(
            tr("Files that a rule matches are neither sent nor received. What other devices have stays there."));
}

void IgnorePane::retranslate()
{
    m_rulesLabel->setText(tr("&Rules, one a line:"));
    m_rules->setPlaceholderText(tr("# For example:\n*.tmp\n/cache/\n**/node_modules/"));
    m_previewLabel->setText(tr("&What they do:"));
    m_table->view().setAccessibleName(tr("What the rules do to files of this folder"));
    m_table->hint().setTexts(tr("No files to try the rules on"),
                             tr("The folder is empty or cannot be read. Type a path below to try one."));
    m_pathLabel->setText(tr("Try a &path:"));
    m_path->setPlaceholderText(tr("Path in the share; Enter adds it"));
    m_revert->setText(tr("Re&vert"));
    m_save->setText(tr("&Save"));
    m_preview.retranslate();
    showCondition();
}

} // namespace shoal::ui
